package dev.baton.console.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.nio.file.Path;

/** Says where to go. No password and no key: they stay in the file, which only its owner reads. */
@Component
class DemoGreeting {

    private static final Logger log = LoggerFactory.getLogger(DemoGreeting.class);

    void say(DemoAccess access, Path file) {
        log.info(
                """


                  Baton is at  {}/login
                  Sign in as   {} (operator) or {} (owner of acme)
                  Passwords    are in {}

                  Send a first message (paste the whole line):

                {}
                """,
                access.url(),
                access.adminEmail(),
                access.ownerEmail(),
                file,
                curl(file));
    }

    /** Works when it is pasted into any shell, from any folder. */
    static String curl(Path file) {
        return ". "
                + quoted(file)
                + " && curl -sS \"$BATON_URL/api/v1/messages\""
                + " -H \"Authorization: Bearer $BATON_API_KEY\""
                + " -H 'Content-Type: application/json'"
                + " -d '{\"agent\":\"assistant\",\"input\":\"hello\"}'";
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "'\\''") + "'";
    }
}
