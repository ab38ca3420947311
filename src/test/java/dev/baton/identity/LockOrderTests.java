package dev.baton.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.LockWaits;
import dev.baton.TestPeople;
import dev.baton.platform.Ids;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Whoever waits for an account holds nothing that the account's holder may want next. */
@Tag("database")
@SpringBootTest
class LockOrderTests {

    @Autowired Team team;
    @Autowired AccountCare care;
    @Autowired RowLocks locks;
    @Autowired TransactionTemplate transactions;
    @Autowired JdbcClient jdbc;
    @Autowired LockWaits waits;
    @Autowired TestPeople people;

    private TestPeople.Person owner;
    private TestPeople.Person second;

    @BeforeEach
    void aTenantWithTwoOwners() {
        var acme = people.tenant().id();
        owner = people.person(acme, Role.TENANT_OWNER);
        second = people.person(acme, Role.TENANT_OWNER);
    }

    @Test
    void whoeverLeavesWaitsForAccountsBeforeMemberships() {
        var leaving =
                whileHeld(
                        List.of(owner.id(), second.id()),
                        () -> team.remove(membership(second), owner.actor()),
                        "SELECT role FROM membership WHERE tenant_id = ? FOR UPDATE NOWAIT",
                        owner.tenant().value());

        assertThat(leaving).succeedsWithin(5, TimeUnit.SECONDS);
        assertThatExceptionOfType(LastOwnerStays.class)
                .isThrownBy(() -> team.remove(membership(owner), owner.actor()));
    }

    @Test
    void whoeverUsesALinkWaitsForTheAccountBeforeTheLink() {
        var operator = people.person(TenantId.PLATFORM, Role.PLATFORM_ADMIN);
        var token = care.resetLink(owner.id(), operator.actor()).token();

        var reset =
                whileHeld(
                        List.of(owner.id()),
                        () -> care.reset(token, "a quite different sentence"),
                        "SELECT id FROM password_reset WHERE account_id = ? FOR UPDATE NOWAIT",
                        owner.id().value());

        assertThat(reset).succeedsWithin(5, TimeUnit.SECONDS);
    }

    /** Does something while the accounts are held, until it waits; then takes the rows. */
    private CompletableFuture<Void> whileHeld(
            List<AccountId> accounts, Runnable work, String rows, UUID of) {
        return transactions.execute(
                _ -> {
                    locks.accounts(accounts);
                    var done = CompletableFuture.runAsync(work, Thread::startVirtualThread);
                    waits.awaitOne("account");
                    assertThat(jdbc.sql(rows).param(Ids.bytes(of)).query().listOfRows())
                            .isNotEmpty();
                    return done;
                });
    }

    private static MembershipId membership(TestPeople.Person person) {
        return new MembershipId(person.tenant(), person.id());
    }
}
