package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TestPeople;
import dev.baton.identity.key.IssuedKey;
import dev.baton.identity.key.KeyFixture;
import dev.baton.tenant.Permission;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.util.concurrent.atomic.AtomicInteger;

/** How often one address may come without a key or link that counts. */
@Tag("database")
@SpringBootTest(properties = "ADDRESS_RATE_LIMIT=2")
@AutoConfigureMockMvc
@Import(KeyFixture.class)
class AddressLimitTests {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @Autowired MockMvcTester mvc;
    @Autowired KeyFixture fixture;
    @Autowired TestPeople people;

    private String address;

    @BeforeEach
    void somewhere() {
        address = "203.0.113." + ADDRESSES.incrementAndGet();
    }

    @Test
    void readsNoMoreTokensOfAnAddressThatSentOnlyBadOnes() {
        var key = key();
        var unknown = key();
        assertThat(ask(key.token(), address)).hasStatusOk();
        assertThat(ask("no.such.key", address)).hasStatus(401);
        assertThat(ask("no.such.key2", address)).hasStatus(401);

        var refusal = ask("no.such.key3", address);

        assertThat(refusal).hasStatus(429);
        assertThat(refusal).bodyJson().extractingPath("$.limit").isEqualTo("address");
        assertThat(refusal).bodyJson().extractingPath("$.owner").isEqualTo(address);
        assertThat(refusal).hasHeader("RateLimit-Policy", "\"address\";q=2;w=60");
        assertThat(refusal.getResponse().getHeader("RateLimit")).startsWith("\"address\";r=0;t=");
        assertThat(refusal.getResponse().getHeader("Retry-After")).isNotEmpty();
        assertThat(ask(unknown.token(), address)).hasStatus(429);
        assertThat(ask(key.token(), address)).hasStatusOk();
        assertThat(ask("no.such.key", "198.51.100.1")).hasStatus(401);
    }

    @Test
    void countsRequestsWithoutAKeyToo() {
        ask(null, address);
        assertThat(ask(null, address)).hasStatus(401);

        assertThat(ask(null, address)).hasStatus(429);
    }

    @Test
    void takesANetworkOfIpv6ForOneAddress() {
        ask(null, "2001:db8:0:7::1");
        ask(null, "2001:db8:0:7::2");

        assertThat(ask(null, "2001:db8:0:7:ffff::3")).hasStatus(429);
        assertThat(ask(null, "2001:db8:0:8::1")).hasStatus(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/invitations/", "/password-resets/"})
    void letsNobodyTryOutLinks(String path) {
        assertThat(open(path + "one", null, address)).hasStatus(404);
        assertThat(open(path + "two", null, address)).hasStatus(404);

        var refusal = open(path + "three", null, address);

        assertThat(refusal).hasStatus(429).hasHeader("RateLimit-Policy", "\"address\";q=2;w=60");
        assertThat(refusal.getResponse().getHeader("Retry-After")).isNotEmpty();
    }

    private IssuedKey key() {
        return fixture.key(people.tenant().id(), Permission.AGENTS_READ);
    }

    private MvcTestResult ask(@Nullable String token, String from) {
        return open("/api/v1/agents", token, from);
    }

    private MvcTestResult open(String path, @Nullable String token, String from) {
        var request = mvc.get().uri(path);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.with(
                        it -> {
                            it.setRemoteAddr(from);
                            return it;
                        })
                .exchange();
    }
}
