package dev.tidings.changelog;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rights that were taken away. Each revocation raises the version of the rights; an entry carries the version of when it was
 * numbered, which is at least that of every revocation that committed before its change did. So whoever has asked again
 * for the rights of all whom the versions up to that of an entry concern may deliver the entry.
 */
@Component
public final class Revocations {

    private final JdbcClient jdbc;
    private final Clock clock;

    Revocations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Who lost a right.
     *
     * @param version up to which this is known
     * @param readers their names; {@code null} if it may be anybody, because it is too long ago
     */
    public record Revoked(long version, @Nullable Set<String> readers) {

        /** Returns whether the rights of a reader are to be asked for again. */
        public boolean concerns(String reader) {
            return readers == null || readers.contains(reader);
        }
    }

    /**
     * Takes note, in the transaction that does it, that a reader may read less than before. It is written last before the
     * commit: from then on until the commit, other revocations wait.
     */
    public void note(String reader) {
        for (TransactionSynchronization one : TransactionSynchronizationManager.getSynchronizations()) {
            if (one instanceof Noted noted) {
                noted.readers.add(reader);
                return;
            }
        }
        var noted = new Noted();
        noted.readers.add(reader);
        TransactionSynchronizationManager.registerSynchronization(noted);
    }

    /** Reads the version of the last revocation. */
    public long version() {
        return jdbc.sql("select version from rights_version").query(Long.class).single();
    }

    /** Reads who lost a right after a version. */
    public Revoked since(long version) {
        var readers = new HashSet<String>();
        long[] seen = new long[2];
        jdbc.sql("select v.version, r.reader from rights_version v left join revocation r on r.version > ?")
                .param(version)
                .query(row -> {
                    seen[0] = row.getLong("version");
                    String reader = row.getString("reader");
                    if (reader != null) {
                        readers.add(reader);
                        seen[1]++;
                    }
                });
        // Versions have no gaps: what is missing was removed, or the database is another one.
        return new Revoked(seen[0], seen[0] - version == seen[1] ? readers : null);
    }

    private void write(String reader) {
        jdbc.sql("update rights_version set version = version + 1").update();
        jdbc.sql("insert into revocation (version, reader, revoked_at) select version, ?, ? from rights_version")
                .param(reader)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Who loses a right in one transaction. */
    private final class Noted implements TransactionSynchronization, Ordered {

        private final Set<String> readers = new LinkedHashSet<>();

        /** Before the changes of the transaction are written, which takes no lock. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 1;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            readers.forEach(Revocations.this::write);
        }
    }
}
