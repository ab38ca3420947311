package dev.baton.platform.web;

import java.util.List;
import java.util.Optional;

/** The viewer nobody knows: what the frame shows before there is a sign-in. */
final class Visitor implements Viewer {

    @Override
    public Optional<Account> account() {
        return Optional.empty();
    }

    @Override
    public List<Workspace> workspaces() {
        return List.of();
    }

    @Override
    public Optional<Workspace> workspace() {
        return Optional.empty();
    }

    @Override
    public boolean may(String permission) {
        return false;
    }
}
