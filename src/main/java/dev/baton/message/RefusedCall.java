package dev.baton.message;

import dev.baton.decision.Decision;
import dev.baton.event.NewEvent;
import java.util.List;

/** A refusal with its decision and event; the first of its limit and window. */
record RefusedCall(Decision decision, List<NewEvent> events) {}
