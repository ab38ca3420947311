package dev.baton.model;

import dev.baton.platform.problem.RuleRefused;

/** The connection exists and is switched off. */
public class ConnectionSwitchedOff extends RuleRefused {

    ConnectionSwitchedOff(String name) {
        super("connection_switched_off", "The connection " + name + " is switched off.", name);
    }
}
