package dev.baton.model.provider;

import dev.baton.platform.http.OutgoingHttp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Gives the providers the way out and their patience. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    Outside outside(OutgoingHttp http, ProviderProperties settings, Clock clock) {
        return new Outside(
                http,
                new Patience(1 + settings.retryAttempts(), Patience.FIRST_WAIT, new Chance()),
                clock);
    }

    /** Randomness of the calling thread, for callers on many threads. */
    private static final class Chance implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
