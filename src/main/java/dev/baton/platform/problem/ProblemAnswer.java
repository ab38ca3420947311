package dev.baton.platform.problem;

import java.util.Map;

/** An error's answer as a caller gets it. */
public record ProblemAnswer(int status, Map<String, String> headers, byte[] body) {}
