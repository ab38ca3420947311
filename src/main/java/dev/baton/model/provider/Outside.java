package dev.baton.model.provider;

import dev.baton.platform.http.OutgoingHttp;

import java.time.Clock;

/** What every call over HTTP needs of its surroundings. */
record Outside(OutgoingHttp http, Patience patience, Clock clock) {}
