package dev.baton.identity;

import org.springframework.data.repository.Repository;

import java.util.Optional;

/** All people. */
interface Accounts extends Repository<Account, AccountId> {

    Account save(Account account);

    Optional<Account> findById(AccountId id);

    Optional<Account> findByEmail(String email);

    boolean existsByEmail(String email);
}
