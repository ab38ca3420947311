package dev.baton.console.demo;

import dev.baton.identity.key.ApiKeys;
import dev.baton.platform.client.Tls;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.TenantDirectory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * Gives a development server its demo data, and says where to go. The file with the accounts is
 * written last, so a start that was cut short is made good by the next: what is there stays, what
 * is missing is added. Only accounts that no file tells any more get new passwords and keys.
 */
@Component
class DemoData implements ApplicationRunner {

    private final DemoProperties properties;
    private final DemoFile file;
    private final DemoTenants content;
    private final DemoPeople people;
    private final DemoGreeting greeting;
    private final TenantDirectory tenants;
    private final ApiKeys keys;
    private final Tls tls;
    private final ApplicationContext context;

    DemoData(
            DemoProperties properties,
            DemoFile file,
            DemoTenants content,
            DemoPeople people,
            DemoGreeting greeting,
            TenantDirectory tenants,
            ApiKeys keys,
            Tls tls,
            ApplicationContext context) {
        this.properties = properties;
        this.file = file;
        this.content = content;
        this.people = people;
        this.greeting = greeting;
        this.tenants = tenants;
        this.keys = keys;
        this.tls = tls;
        this.context = context;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!properties.isOn() || !(context instanceof WebServerApplicationContext web)) {
            return;
        }
        var server = web.getWebServer();
        if (server != null) {
            provide((tls.isOn() ? "https://" : "http://") + host() + ":" + server.getPort());
        }
    }

    /** Makes everything be there, and the file tell it. */
    void provide(String url) {
        var known = file.read().filter(this::stillCounts);
        var access = known.orElseGet(() -> seed(url)).at(url);
        if (!known.equals(Optional.of(access))) {
            file.write(access);
        }
        greeting.say(access, file.path());
    }

    private DemoAccess seed(String url) {
        var acme = content.acme();
        var siam = content.siam();
        var admin = people.operator();
        var owner = people.ownerOf(acme);
        return new DemoAccess(
                url,
                content.key(acme),
                content.key(siam),
                admin.email(),
                admin.password(),
                owner.email(),
                owner.password());
    }

    private boolean stillCounts(DemoAccess access) {
        return isKeyOf(DemoTenants.ACME, access.apiKey())
                && isKeyOf(DemoTenants.SIAM, access.otherApiKey());
    }

    private boolean isKeyOf(String slug, String key) {
        var holder = keys.holder(key);
        return holder.isPresent() && holder.equals(tenants.findBySlug(slug).map(Tenant::id));
    }

    private String host() {
        var chosen = properties.bindAddress().strip();
        var everywhere = chosen.isEmpty() || chosen.equals("0.0.0.0") || chosen.equals("::");
        if (everywhere) {
            return "127.0.0.1";
        }
        return chosen.contains(":") ? "[" + chosen + "]" : chosen;
    }
}
