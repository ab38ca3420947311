package dev.baton.planner;

import dev.baton.workflow.WorkflowTemplate;

import java.util.Map;

/**
 * A template that a task asks for.
 *
 * @param confidence 0 to 1
 * @param input what a run of it begins with, taken from the task
 */
record TemplateMatch(WorkflowTemplate template, double confidence, Map<String, Object> input) {}
