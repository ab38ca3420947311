package dev.baton.identity.web;

import dev.baton.tenant.Permission;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import java.util.Arrays;
import java.util.List;

/**
 * Every role against every permission, as the code has them; what is the platform's own shows only
 * there.
 */
record RoleMatrix(List<Column> roles, List<Row> permissions) {

    /**
     * One role.
     *
     * @param key of its name; with {@code .may} of the sentence about it
     */
    record Column(String key) {}

    /**
     * One permission and which roles have it, in the order of the columns.
     *
     * @param key of what it lets one do
     * @param wire its name in the API
     */
    record Row(String key, String wire, List<Cell> cells) {}

    /**
     * @param key of the role's name
     */
    record Cell(String key, boolean held) {}

    static RoleMatrix of(TenantId tenant) {
        var platform = tenant.equals(TenantId.PLATFORM);
        var roles =
                Arrays.stream(Role.values())
                        .filter(role -> platform || role != Role.PLATFORM_ADMIN)
                        .toList();
        var permissions =
                Arrays.stream(Permission.values())
                        .filter(permission -> platform || !permission.isPlatform())
                        .map(permission -> row(permission, roles))
                        .toList();
        return new RoleMatrix(
                roles.stream().map(role -> new Column(key(role))).toList(), permissions);
    }

    private static Row row(Permission permission, List<Role> roles) {
        return new Row(
                "key.scope." + permission.wire().replace(':', '_'),
                permission.wire(),
                roles.stream()
                        .map(role -> new Cell(key(role), role.permissions().contains(permission)))
                        .toList());
    }

    private static String key(Role role) {
        return "identity.role." + role.wire();
    }
}
