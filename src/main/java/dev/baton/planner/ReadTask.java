package dev.baton.planner;

import java.util.List;

/**
 * What a task says.
 *
 * @param clauses what it asks for, in its order
 * @param material everything else that it holds: texts to work on, circumstances
 */
record ReadTask(String text, Language language, List<Clause> clauses, String material) {}
