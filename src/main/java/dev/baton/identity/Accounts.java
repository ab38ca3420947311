package dev.baton.identity;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All people. */
interface Accounts extends Repository<Account, AccountId> {

    Account save(Account account);

    Optional<Account> findById(AccountId id);

    Optional<Account> findByEmail(String email);

    boolean existsByEmail(String email);
}
