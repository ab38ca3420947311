package dev.baton.identity;

import dev.baton.platform.BadConfiguration;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.Locale;

/** Lets the first person in: an installation without an operator gets the one that is named. */
@Component
@Order(0)
class FirstOperator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstOperator.class);
    private static final String EMAIL = "BATON_ADMIN_EMAIL";
    private static final String PASSWORD = "BATON_ADMIN_PASSWORD";

    private final FirstOperatorProperties properties;
    private final Team team;

    FirstOperator(FirstOperatorProperties properties, Team team) {
        this.properties = properties;
        this.team = team;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (team.isOwned(TenantId.PLATFORM)) {
            return;
        }
        if (!properties.isNobody()) {
            enrol(email());
        } else if (!properties.isDevelopment()) {
            log.warn(
                    "Nobody can sign in yet: name the first operator in {} and {}, and start again",
                    EMAIL,
                    PASSWORD);
        }
    }

    private void enrol(Email email) {
        var by = Actor.system(TenantId.PLATFORM, "first operator", Permission.values());
        var profile = Profile.of(email.mailbox(), Locale.ENGLISH);
        try {
            team.enrol(
                    TenantId.PLATFORM,
                    email,
                    profile,
                    properties.password(),
                    Role.PLATFORM_ADMIN,
                    by);
            log.info("{} operates this installation from now on", email);
        } catch (PasswordRefused e) {
            throw new BadConfiguration(
                    PASSWORD,
                    "is not good enough: " + e.getMessage(),
                    "Choose another; 12 characters or more.");
        } catch (EmailTaken e) {
            // Another instance that starts at the same time may have been faster.
            if (!team.isOwned(TenantId.PLATFORM)) {
                throw new BadConfiguration(
                        EMAIL, "belongs to somebody else already", "Name another address.");
            }
        }
    }

    private Email email() {
        return Email.parse(properties.email())
                .orElseThrow(
                        () ->
                                new BadConfiguration(
                                        EMAIL,
                                        "is not an e-mail address",
                                        "Set it to the first operator's address."));
    }
}
