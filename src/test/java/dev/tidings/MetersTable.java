package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Instance;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of meters in the documentation. */
final class MetersTable {

    private static final Path FILE = Path.of("src/docs/metrics.md");
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(tidings\\.[a-z.]+)` \\| (\\w+)(?:, (\\w+))? \\|([^|]*)\\| ([^|]+) \\| .{10,} \\|$",
            Pattern.MULTILINE);

    private MetersTable() {}

    /** Asserts that the meters of an instance are those that the table has for its mode, no less and no more. */
    static void assertDescribes(String mode, Instance instance) throws IOException {
        Set<String> meters = instance.bean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("tidings."))
                .map(MetersTable::describe)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(meters).containsExactlyElementsOf(rows(mode));
    }

    private static Set<String> rows(String mode) throws IOException {
        return ROW.matcher(Files.readString(FILE))
                .results()
                .filter(row -> row.group(5).equals("all")
                        || List.of(row.group(5).split(", ")).contains(mode))
                .map(row -> describe(row.group(1), row.group(2), row.group(3), names(row.group(4))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String cell) {
        return Arrays.stream(cell.replace("`", "").strip().split(", "))
                .filter(name -> !name.isBlank())
                .collect(Collectors.toSet());
    }

    private static String describe(Meter meter) {
        Meter.Id id = meter.getId();
        // The unit of a timer goes without saying.
        String unit = id.getType() == Meter.Type.TIMER ? null : id.getBaseUnit();
        Set<String> tags = id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
        assertThat(id.getDescription()).as(id.getName()).isNotBlank();
        return describe(id.getName(), id.getType().name().toLowerCase(Locale.ROOT), unit, tags);
    }

    private static String describe(String name, String type, @Nullable String unit, Set<String> tags) {
        return "%s %s %s %s".formatted(name, type, unit, new TreeSet<>(tags));
    }
}
