package dev.baton.approval;

/**
 * Who changed what was asked for.
 *
 * @param name their e-mail address
 * @param reason why; empty where they have not said
 */
public record Changer(String name, String reason) {}
