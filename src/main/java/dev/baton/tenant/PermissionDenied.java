package dev.baton.tenant;

import dev.baton.platform.problem.Denied;

/** The actor lacks a right that the action needs. */
public class PermissionDenied extends Denied {

    private final Permission permission;

    public PermissionDenied(Permission permission) {
        super("permission_denied", "This needs the permission " + permission.wire() + ".", permission.wire());
        this.permission = permission;
    }

    public Permission permission() {
        return permission;
    }
}
