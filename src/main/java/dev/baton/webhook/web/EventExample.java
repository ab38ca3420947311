package dev.baton.webhook.web;

/**
 * What arrives for a type of event.
 *
 * @param body as it is sent, but with line breaks
 */
record EventExample(String type, String title, String body) {}
