package dev.baton.webhook.web;

import dev.baton.platform.web.Choice;
import java.util.List;

/**
 * The events about one thing that an endpoint can choose.
 *
 * @param all the whole group, later types included: {@code agent.*}
 */
record EventGroup(Choice all, List<Choice> types) {}
