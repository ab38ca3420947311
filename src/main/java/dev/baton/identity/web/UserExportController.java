package dev.baton.identity.web;

import dev.baton.identity.MemberList;
import dev.baton.identity.MemberList.Member;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of a tenant's people as a file. */
@Controller
class UserExportController {

    private static final ListExport<Member> TABLE =
            new ListExport<Member>()
                    .column("account_id", member -> member.account().value())
                    .column("name", Member::name)
                    .column("email", "email", Member::email)
                    .column("role", "role", member -> member.role().wire())
                    .column("active", "status", Member::active)
                    .column("joined_at", Member::joinedAt)
                    .column("last_seen_at", "users-seen", Member::lastSeenAt);

    private final MemberList members;

    UserExportController(MemberList members) {
        this.members = members;
    }

    @GetMapping({"/users.csv", "/users.json"})
    @Requires(Permission.USERS_READ)
    void download(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(required = false) @Nullable String sort,
            TenantId tenant,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var wanted = RoleChoices.parse(role);
        TABLE.write(
                request,
                response,
                after -> members.page(tenant, q, wanted, sort, after, ListExport.PAGE, actor));
    }
}
