package dev.baton;

import org.springframework.modulith.core.ApplicationModule;

import java.util.List;

/** The one order of modules: each may use only what stands before it. */
final class ModuleOrder {

    static final List<String> NAMES =
            List.of(
                    "platform",
                    "tenant",
                    "vault",
                    "event",
                    "limit",
                    "identity",
                    "work",
                    "state",
                    "decision",
                    "model",
                    "ledger",
                    "prompt",
                    "agent",
                    "selection",
                    "message",
                    "approval",
                    "workflow",
                    "planner",
                    "run",
                    "trigger",
                    "webhook",
                    "gateway",
                    "console",
                    "cli");

    private ModuleOrder() {}

    /** The place of a module in the order, or -1 when it has none yet. */
    static int placeOf(ApplicationModule module) {
        return NAMES.indexOf(nameOf(module));
    }

    static String nameOf(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
