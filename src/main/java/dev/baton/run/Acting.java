package dev.baton.run;

import dev.baton.run.engine.Effect;

/** Makes an attempt of a step that acts outside of its run. */
interface Acting {

    /**
     * Makes the attempt on the calling thread and tells the execution how it ended. Interrupting the
     * thread cancels what is under way.
     */
    void act(Execution execution, Effect.Act act);

    /** Asks people whether a step may act, and tells the execution that it has. */
    void ask(Execution execution, Effect.Ask ask);
}
