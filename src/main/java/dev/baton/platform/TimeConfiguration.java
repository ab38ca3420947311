package dev.baton.platform;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sources of time. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

    /** In microseconds, because that is what the database keeps. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** For what only measures how long: a clock that is set back would refill no limit for hours. */
    @Bean
    TimeMeter timeMeter() {
        return TimeMeter.SYSTEM_NANOTIME;
    }
}
