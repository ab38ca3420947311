package dev.baton.identity.web;

import dev.baton.identity.AccountDirectory;
import dev.baton.identity.Standing;
import dev.baton.platform.web.Language;
import dev.baton.platform.web.Theme;
import dev.baton.platform.web.Viewer;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Tenant;
import dev.baton.tenant.web.CurrentActor;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the frame who looks at the page. */
@Component
class ConsoleViewer implements Viewer {

    private final Workplaces workplaces;
    private final AccountDirectory accounts;
    private final MessageSource messages;

    ConsoleViewer(Workplaces workplaces, AccountDirectory accounts, MessageSource messages) {
        this.workplaces = workplaces;
        this.accounts = accounts;
        this.messages = messages;
    }

    @Override
    public Optional<Account> account() {
        return standing().map(it -> new Account(it.profile().name(), it.email().value()));
    }

    @Override
    public List<Workspace> workspaces() {
        var own = new ArrayList<Workspace>();
        standing()
                .ifPresent(
                        it ->
                                workplaces
                                        .openTo(it)
                                        .forEach(tenant -> own.add(workspace(tenant, it))));
        workspace().filter(Workspace::visited).ifPresent(own::addFirst);
        return List.copyOf(own);
    }

    @Override
    public Optional<Workspace> workspace() {
        return atWork().map(it -> workspace(it.tenant(), it.standing()));
    }

    /** Takes the name of a permission in either form: {@code users:read} or {@code USERS_READ}. */
    @Override
    public boolean may(String permission) {
        var wanted = Permission.ofWire(permission).orElseGet(() -> Permission.valueOf(permission));
        return CurrentActor.find().filter(it -> it.may(wanted)).isPresent();
    }

    @Override
    public Optional<Language> language() {
        return standing().map(it -> Language.of(it.profile().language()));
    }

    @Override
    public Optional<Theme> theme() {
        return standing().flatMap(it -> Theme.of(it.profile().theme()));
    }

    @Override
    public ZoneId zone() {
        var own = standing().map(it -> it.profile().zone());
        return own.or(() -> atWork().map(it -> it.tenant().zone())).orElseGet(Viewer.super::zone);
    }

    @Override
    public void chose(Language language) {
        CurrentActor.find().ifPresent(it -> accounts.speak(language.locale(), it));
    }

    @Override
    public void chose(Theme theme) {
        CurrentActor.find().ifPresent(it -> accounts.wear(theme.code(), it));
    }

    private Workspace workspace(Tenant tenant, Standing standing) {
        var role = standing.roles().get(tenant.id());
        var detail =
                role == null
                        ? null
                        : messages.getMessage(
                                "identity.role." + role.wire(),
                                null,
                                LocaleContextHolder.getLocale());
        return new Workspace(tenant.id().toString(), tenant.name(), detail, role == null);
    }

    private static Optional<Standing> standing() {
        return Person.current().map(Person::standing);
    }

    private static Optional<PersonAuthentication> atWork() {
        return Person.current()
                .filter(PersonAuthentication.class::isInstance)
                .map(PersonAuthentication.class::cast);
    }
}
