package dev.tidings.changelog;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps the one epoch of the database: made with the first start, renewed when the database is not the one
 * it was, because numbers that clients remember may since have been given to other changes.
 */
final class Epochs {

    private static final Logger logger = LoggerFactory.getLogger(Epochs.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int EPOCH_BYTES = 6;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Supplier<String> databaseIdentity;

    Epochs(JdbcClient jdbc, TransactionOperations transactions, Clock clock, Supplier<String> databaseIdentity) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.databaseIdentity = databaseIdentity;
    }

    /** Makes the epoch if there is none, and renews it if the database's identity has changed. */
    void establish() {
        transactions.executeWithoutResult(status -> {
            String identity = databaseIdentity.get();
            jdbc.sql("insert into change_epoch (epoch, database_identity, created_at) values (?, ?, ?)"
                            + " on conflict do nothing")
                    .params(newEpoch(), identity, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            Optional<String> known = jdbc.sql("select database_identity from change_epoch for update")
                    .query(String.class)
                    .optional();
            if (!known.equals(Optional.of(identity))) {
                logger.warn("Renewing the epoch: the database is another one was={} is={}", known.orElse(""), identity);
                renew(identity);
            }
        });
    }

    /** Renews the epoch: every client loads its lists again. */
    String renew() {
        return transactions.execute(status -> renew(databaseIdentity.get()));
    }

    private String renew(String identity) {
        String epoch = newEpoch();
        jdbc.sql("update change_epoch set epoch = ?, database_identity = ?, created_at = ?")
                .params(epoch, identity, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return epoch;
    }

    private static String newEpoch() {
        byte[] bytes = new byte[EPOCH_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
