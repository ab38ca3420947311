package dev.baton.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.Ids;
import dev.baton.platform.cache.Caches;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

@Tag("database")
@SpringBootTest
class VaultTests {

    private static final String PURPOSE = "connection.key";
    private static final Arbitrary<String> TEXTS = Arbitraries.strings().ofMaxLength(300);

    @Autowired Vault vault;
    @Autowired DataKeyTable table;
    @Autowired MasterKeys masters;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager manager;
    @Autowired RetryingTransactions transactions;
    @Autowired Caches caches;

    private final TenantId tenant = new TenantId(Ids.next());
    private final UUID row = Ids.next();

    @Test
    void opensWhatItSealed() {
        TEXTS.sampleStream()
                .limit(200)
                .forEach(
                        text ->
                                assertThat(
                                                vault.open(
                                                        tenant,
                                                        PURPOSE,
                                                        row,
                                                        vault.seal(tenant, PURPOSE, row, text)))
                                        .isEqualTo(text));
    }

    @Test
    void opensNowhereElse() {
        TEXTS.sampleStream()
                .limit(50)
                .forEach(
                        text -> {
                            var other = new TenantId(Ids.next());
                            vault.seal(other, PURPOSE, row, "the other tenant has a key too");
                            var sealed = vault.seal(tenant, PURPOSE, row, text);

                            assertUnreadable(other, PURPOSE, row, sealed);
                            assertUnreadable(tenant, "webhook.secret", row, sealed);
                            assertUnreadable(tenant, PURPOSE, Ids.next(), sealed);
                        });
    }

    @Test
    void refusesAChangedByteWhereverItIs() {
        var sealed = vault.seal(tenant, PURPOSE, row, "sk-a-provider-key");

        for (int i = 0; i < sealed.length(); i++) {
            var changed = new StringBuilder(sealed);
            changed.setCharAt(i, sealed.charAt(i) == 'A' ? 'w' : 'A');
            assertUnreadable(tenant, PURPOSE, row, changed.toString());
        }
        for (var garbage :
                List.of("", "v1", "v2:1:AAAAAAAAAAAAAAAA:x", "v1:99999999999:a:b", sealed + "=")) {
            assertUnreadable(tenant, PURPOSE, row, garbage);
        }
    }

    @Test
    void neverRepeatsItself() {
        var sealed = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            sealed.add(vault.seal(tenant, PURPOSE, row, "the same"));
        }

        assertThat(sealed).hasSize(100).noneMatch(text -> text.contains("same"));
    }

    @Test
    void keepsTheDataKeyOfATransactionThatRolledBack() {
        var sealed =
                new TransactionTemplate(manager)
                        .execute(
                                status -> {
                                    status.setRollbackOnly();
                                    return vault.seal(tenant, PURPOSE, row, "kept");
                                });

        assertThat(table.newest(tenant)).isPresent();
        assertThat(vault.open(tenant, PURPOSE, row, sealed)).isEqualTo("kept");
    }

    @Test
    void makesOneDataKeyWhenManyNeedTheFirst() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<String> seal =
                    () ->
                            new Vault(new DataKeys(table, masters, transactions, caches))
                                    .seal(tenant, PURPOSE, row, "raced");
            for (var sealed : threads.invokeAll(Collections.nCopies(8, seal))) {
                assertThat(vault.open(tenant, PURPOSE, row, sealed.get())).isEqualTo("raced");
            }
        }
    }

    @Test
    void rotatesTheMasterKeyWithoutTouchingSecrets() {
        var old = masters("the-old-one-9f8e7d6c5b4a39281706f5e4d3c2b1a0", "");
        var sealed = vault(old).seal(tenant, PURPOSE, row, "from before");

        var rotated =
                masters(
                        "the-new-one-1a2b3c4d5e6f708192a3b4c5d6e7f809",
                        "the-old-one-9f8e7d6c5b4a39281706f5e4d3c2b1a0");
        assertThat(vault(rotated).open(tenant, PURPOSE, row, sealed)).isEqualTo("from before");
        new Rewrapping(table, rotated).rewrap(table.newest(tenant).orElseThrow());

        var later = masters("the-new-one-1a2b3c4d5e6f708192a3b4c5d6e7f809", "");
        assertThat(vault(later).open(tenant, PURPOSE, row, sealed)).isEqualTo("from before");
        assertThatThrownBy(() -> vault(old).open(tenant, PURPOSE, row, sealed))
                .isInstanceOf(MasterKeyLost.class);
        forgetTenant();
    }

    @Test
    void saysThatTheMasterKeyIsLostInsteadOfMakingANewDataKey() {
        var stranger = masters("somebody-elses-77e1c0ffee15badc0de5eed1234fab", "");
        vault.seal(tenant, PURPOSE, row, "mine");

        assertThatThrownBy(() -> vault(stranger).seal(tenant, PURPOSE, row, "new"))
                .isInstanceOf(MasterKeyLost.class)
                .hasMessageStartingWith("SECRET_KEY ");
        assertThat(table.find(tenant, 2)).isEmpty();
    }

    private void assertUnreadable(TenantId tenant, String purpose, UUID row, String sealed) {
        assertThatThrownBy(() -> vault.open(tenant, purpose, row, sealed))
                .isInstanceOf(SecretUnreadable.class);
    }

    private Vault vault(MasterKeys masters) {
        return new Vault(new DataKeys(table, masters, transactions, caches));
    }

    private static MasterKeys masters(String current, String previous) {
        return new MasterKeys(
                new VaultProperties(current, previous, "development", Path.of("unused")));
    }

    // A key under a foreign master would end the next start on this schema.
    private void forgetTenant() {
        jdbc.sql("DELETE FROM tenant_data_key WHERE tenant_id = ?")
                .param(Ids.bytes(tenant.value()))
                .update();
    }
}
