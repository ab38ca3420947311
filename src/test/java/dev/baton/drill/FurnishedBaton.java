package dev.baton.drill;

import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentRegistry;
import dev.baton.agent.AgentSettings;
import dev.baton.agent.NewAgent;
import dev.baton.identity.Email;
import dev.baton.identity.Profile;
import dev.baton.identity.Team;
import dev.baton.identity.key.ApiKeys;
import dev.baton.identity.key.NewKey;
import dev.baton.model.ConnectionId;
import dev.baton.model.ConnectionSecrets;
import dev.baton.model.ConnectionSettings;
import dev.baton.model.Connections;
import dev.baton.model.ModelCatalogue;
import dev.baton.model.Price;
import dev.baton.model.ProviderKind;
import dev.baton.model.Timeouts;
import dev.baton.platform.Ids;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.Slug;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantLimits;
import dev.baton.tenant.TenantSettings;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/**
 * What a drill adds to the real program, which runs in a process of its own: at the first start a
 * tenant with agents on the drill's provider and a key, and, if {@link CrashPoint#VARIABLE} says
 * so, a point at which the process dies.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(FurnishedBaton.KEY_FILE)
public class FurnishedBaton {

    /** Where the key is written, once everything stands. */
    static final String KEY_FILE = "DRILL_KEY_FILE";

    static final String PROVIDER_URL = "DRILL_PROVIDER_URL";

    /** Who owns the drill's tenant and can sign in. */
    public static final String OWNER = "owner@drill.example";

    public static final String PASSWORD = "correct horse battery";

    /** The models of the drill's provider; an agent of the same name uses each. */
    static final List<String> MODELS = List.of("quick", "slow", "faulty");

    private static final Duration AGENT_TIMEOUT = Duration.ofSeconds(10);
    private static final int PLENTY = 1_000_000;

    /** One unit a million tokens is 1,000 nano-units a token. */
    private static final long PRICE = 1_000_000_000L;

    @Bean
    static BeanPostProcessor crashPoint() {
        var point = CrashPoint.ofEnvironment();
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return point.isPresent() && bean instanceof DataSource source
                        ? point.get().in(source)
                        : bean;
            }
        };
    }

    @Bean
    ApplicationRunner furnishing(
            TenantDirectory tenants,
            ApiKeys keys,
            Connections connections,
            ModelCatalogue models,
            AgentRegistry agents,
            Team team,
            JsonMapper json) {
        var keyFile = Path.of(System.getenv(KEY_FILE));
        return _ -> {
            if (Files.exists(keyFile)) {
                return;
            }
            var owner = owner(tenants, team);
            var connection = connection(connections, owner);
            for (var model : MODELS) {
                models.add(connection, model, 100_000, 1_000, owner);
                models.addPrice(connection, model, price(), owner);
                var configuration = json.createObjectNode();
                configuration.put("connection_id", connection.value().toString());
                configuration.put("model", model).put("max_output_tokens", 100);
                agents.create(new NewAgent("prompt", settings(model), configuration), owner);
            }
            var scopes =
                    Role.TENANT_OWNER.permissions().stream()
                            .map(Permission::wire)
                            .collect(Collectors.toSet());
            var key = keys.issue(owner.tenant(), new NewKey("Drill", scopes, null, PLENTY), owner);
            Files.writeString(keyFile, key.token());
        };
    }

    private static Actor owner(TenantDirectory tenants, Team team) {
        var operator =
                Actor.account(
                        TenantId.PLATFORM,
                        Ids.next(),
                        "operator@platform.example",
                        Role.PLATFORM_ADMIN.permissions());
        var settings = new TenantSettings("Drill", Locale.ENGLISH, ZoneOffset.UTC);
        var limits = new TenantLimits(PLENTY, PLENTY, PLENTY);
        var tenant = tenants.create(new Slug("drill"), "USD", settings, limits, operator).id();
        var profile = Profile.of("Drill", Locale.ENGLISH);
        var account =
                team.enrol(
                        tenant, new Email(OWNER), profile, PASSWORD, Role.TENANT_OWNER, operator);
        return Actor.account(tenant, account.value(), OWNER, Role.TENANT_OWNER.permissions());
    }

    private static ConnectionId connection(Connections connections, Actor owner) {
        return connections.create(
                new ConnectionSettings(
                        ProviderKind.OPENAI,
                        "Drill",
                        System.getenv(PROVIDER_URL),
                        Timeouts.DEFAULT),
                new ConnectionSecrets("a key of the drill", null),
                owner);
    }

    private static Price price() {
        return new Price(
                "USD", Instant.parse("2025-01-01T00:00:00Z"), PRICE, PRICE, PRICE, 2 * PRICE);
    }

    private static AgentSettings settings(String name) {
        return new AgentSettings(
                name,
                "",
                AgentSettings.FIRST_RELEASE,
                new TreeSet<>(),
                new AgentLimits(1_000, PLENTY, AGENT_TIMEOUT, 2),
                0);
    }
}
