package dev.baton.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.key.KeyFixture;
import dev.baton.message.ServerTest;
import dev.baton.tenant.Permission;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Requests as no client should send them, over a socket of our own. */
@Tag("database")
@ServerTest
class HostileHttpTests {

    @Autowired private KeyFixture keys;
    @Autowired private Environment environment;

    @Test
    void refusesEachAttackInOneOfTheWaysThatAreInOrder() throws IOException {
        var wrong = new ArrayList<String>();

        for (var attack : Attack.all(key())) {
            var answer = RawHttp.send(port(), attack.request());
            if (!attack.statuses().contains(answer.status())
                    || !answer.text().contains(attack.code())) {
                wrong.add(attack + " -> " + answer);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void namesTheFieldOfAWrongTypeByItsPath() throws IOException {
        var body =
                "{\"name\":\"a\",\"kind\":\"echo\",\"metadata\":{\"max_concurrent_tasks\":\"many\"}}";
        var request =
                "POST /api/v1/agents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(key(), body.length(), body);

        var answer = RawHttp.send(port(), request.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("wrong_type", "metadata.max_concurrent_tasks");
    }

    private String key() {
        return keys.key(keys.tenant(), Permission.AGENTS_WRITE, Permission.MESSAGES_WRITE).token();
    }

    private int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }
}
