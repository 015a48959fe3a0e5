package dev.tidings.studio.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Summarizes tables in CSV whose first row has the names of the columns. */
final class CsvSummarizer {

    private static final int MAX_COLUMNS = 1_000;

    private CsvSummarizer() {}

    /** What is in a table. */
    record Summary(long rows, List<Column> columns) {}

    /**
     * What is in a column.
     *
     * @param filled how many rows have a value in it
     * @param numbers if all these values are numbers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Column(String name, long filled, @Nullable Numbers numbers) {}

    /** What the numbers of a column are like. */
    record Numbers(double min, double max, double mean) {}

    /**
     * Reads a table to its end.
     *
     * @throws NodeFailedException if it is none
     */
    static Summary summarize(Reader csv) throws IOException, NodeFailedException {
        var columns = new ArrayList<Counter>();
        long rows = -1;
        try (CSVParser parser = CSVFormat.RFC4180.parse(csv)) {
            for (CSVRecord row : parser) {
                if (++rows == 0) {
                    requireColumns(row);
                    row.forEach(name -> columns.add(new Counter(name)));
                } else {
                    requireSameColumns(row, rows, columns.size());
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).count(row.get(i));
                    }
                }
            }
        } catch (UncheckedIOException ex) {
            throw ex.getCause();
        }
        if (rows < 0) {
            throw new NodeFailedException("The table has no row with the names of its columns");
        }
        return new Summary(rows, columns.stream().map(Counter::column).toList());
    }

    private static void requireColumns(CSVRecord names) throws NodeFailedException {
        if (names.size() > MAX_COLUMNS) {
            throw new NodeFailedException(
                    "A table must have at most %d columns, but has %d".formatted(MAX_COLUMNS, names.size()));
        }
    }

    private static void requireSameColumns(CSVRecord row, long number, int columns) throws NodeFailedException {
        if (row.size() != columns) {
            throw new NodeFailedException(
                    "Row %d must have %d columns, as the first one, but has %d".formatted(number, columns, row.size()));
        }
    }

    /** Counts the values of a column. */
    private static final class Counter {

        private final String name;
        private long filled;
        private boolean onlyNumbers = true;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double sum;

        Counter(String name) {
            this.name = name;
        }

        void count(String value) {
            if (value.isBlank()) {
                return;
            }
            filled++;
            if (onlyNumbers) {
                add(value.strip());
            }
        }

        private void add(String value) {
            try {
                double number = Double.parseDouble(value);
                onlyNumbers = Double.isFinite(number);
                min = Math.min(min, number);
                max = Math.max(max, number);
                sum += number;
            } catch (NumberFormatException _) {
                onlyNumbers = false;
            }
        }

        Column column() {
            return new Column(name, filled, filled > 0 && onlyNumbers ? new Numbers(min, max, sum / filled) : null);
        }
    }
}
