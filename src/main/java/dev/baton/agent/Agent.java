package dev.baton.agent;

/** Placeholder of the aggregate. */
public class Agent {}
