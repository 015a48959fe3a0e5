package dev.tidings.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.changelog.ChangeLogProcess.End;
import dev.tidings.support.Postgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left when the process of an instance ends without a warning. */
class KilledProcessIntegrationTests {

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(End.class)
    void losesNothingOnH2(End end) throws IOException, InterruptedException {
        losesNothing(end, folder.toString());
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void losesNothingOnPostgres(End end) throws IOException, InterruptedException {
        losesNothing(end, postgres.newDatabase());
    }

    private static void losesNothing(End end, String database) throws IOException, InterruptedException {
        List<String> said = runUntilItIsDead(end, database);

        try (var second = LogInstance.on(database)) {
            second.awaitPublished();

            assertThat(said.contains(ChangeLogProcess.COMMITTED)
                            || end == End.HALTED_WHEN_THE_FIRST_IS_HANDED_OVER
                            || end == End.HALTED_BETWEEN_PUBLISH_AND_MARK)
                    .isTrue();
            assertThat(said.stream().filter(line -> line.startsWith(ChangeLogProcess.PUBLISHED)))
                    .hasSize(end == End.HALTED_BETWEEN_PUBLISH_AND_MARK ? ChangeLogProcess.CHANGES : 0);
            assertThat(second.engine().sequences(ChangeLogProcess.TOPIC.sendAddress()))
                    .containsExactlyElementsOf(ChangeLogContract.upTo(ChangeLogProcess.CHANGES));
        }
    }

    /** Returns the lines that the process wrote before it was dead. */
    private static List<String> runUntilItIsDead(End end, String database) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChangeLogProcess.class.getName(),
                        end.name(),
                        database)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            var lines = new ArrayList<String>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (end == End.KILLED_WHILE_NOTHING_IS_CONFIRMED && line.equals(ChangeLogProcess.COMMITTED)) {
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(String.join("\n", lines)).isIn(1, 137);
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
