package dev.tidings.changelog;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rights that were taken away or given. Each transaction that does so raises the version of the rights.
 *
 * <p>An entry carries the version of when it was numbered, which is at least that of every revocation that committed before
 * its change did: whoever has asked again for the rights of all whom the versions up to that of an entry concern may
 * deliver the entry. It also carries the version of when it was announced, which is at most that of the last right given
 * before: an entry whose version is lower than that of a right may be older than the right.
 */
@Component
public final class RightsChanges {

    /** Loses nothing: a right was given. */
    private static final String NOBODY = "";

    private final JdbcClient jdbc;
    private final Clock clock;

    RightsChanges(JdbcClient jdbc, Clock clock) {
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
        noted().readers.add(reader);
    }

    private Noted noted() {
        for (TransactionSynchronization one : TransactionSynchronizationManager.getSynchronizations()) {
            if (one instanceof Noted noted) {
                return noted;
            }
        }
        var noted = new Noted();
        TransactionSynchronizationManager.registerSynchronization(noted);
        return noted;
    }

    /**
     * Takes note, in the transaction that does it, that a right is given, or that the place changes by which somebody has
     * it.
     *
     * @param keep keeps the version of the right, last before the commit; what was announced under a lower one came before it
     */
    public void noteGiven(LongConsumer keep) {
        noted().given.add(keep);
    }

    /** Reads the version of the rights. */
    public long version() {
        return jdbc.sql("select version from rights_version").query(Long.class).single();
    }

    /** Reads who lost a right after a version. */
    public Revoked since(long version) {
        var readers = new HashSet<String>();
        long[] seen = new long[2];
        jdbc.sql("select v.version, r.reader from rights_version v left join rights_change r on r.version > ?")
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
        jdbc.sql("insert into rights_change (version, reader, changed_at) select version, ?, ? from rights_version")
                .param(reader)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What one transaction does to rights. */
    private final class Noted implements TransactionSynchronization, Ordered {

        private final Set<String> readers = new LinkedHashSet<>();
        private final List<LongConsumer> given = new ArrayList<>();

        /** Before the changes of the transaction are written, which takes no lock. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 1;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            readers.forEach(RightsChanges.this::write);
            if (!given.isEmpty()) {
                write(NOBODY);
                long version = version();
                given.forEach(keep -> keep.accept(version));
            }
        }
    }
}
