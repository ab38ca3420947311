package dev.baton.identity.key;

import dev.baton.platform.problem.Conflict;

/** The key has ended, or another has taken its place already. */
public class KeyNotRotatable extends Conflict {

    private KeyNotRotatable(String code, String sentence, String name) {
        super(code, sentence, name);
    }

    static KeyNotRotatable ended(String name) {
        return new KeyNotRotatable("key_ended", "The key " + name + " has ended.", name);
    }

    static KeyNotRotatable replaced(String name) {
        return new KeyNotRotatable(
                "key_replaced", "The key " + name + " was rotated before.", name);
    }
}
