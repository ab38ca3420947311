package dev.baton.platform.web;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Ana of Acme in Bangkok: holds every permission but those of the platform's operators. */
final class TestViewer implements Viewer {

    private static final Workspace ACME = new Workspace("acme", "Acme", "owner", false);
    private static final Workspace SIAM = new Workspace("siam", "Siam Logistics", "viewer", false);

    @Override
    public Optional<Account> account() {
        return Optional.of(new Account("Ana Torres", "ana@acme.example"));
    }

    @Override
    public List<Workspace> workspaces() {
        return List.of(ACME, SIAM);
    }

    @Override
    public Optional<Workspace> workspace() {
        return Optional.of(ACME);
    }

    @Override
    public boolean may(String permission) {
        return !permission.startsWith("TENANT_");
    }

    @Override
    public ZoneId zone() {
        return ZoneId.of("Asia/Bangkok");
    }
}
