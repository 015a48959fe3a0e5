package dev.tidings.studio.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.studio.executions.CsvSummarizer.Column;
import dev.tidings.studio.executions.CsvSummarizer.Numbers;
import dev.tidings.studio.executions.CsvSummarizer.Summary;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link CsvSummarizer}. */
class CsvSummarizerTests {

    @Test
    void countsRowsAndLooksAtColumns() throws IOException, NodeFailedException {
        Summary summary = CsvSummarizer.summarize(new StringReader("""
                name,size,note\r
                a,1,\r
                "b, with ""quotes"\"",-2.5,x\r
                c, 4.5 ,3\r
                """));

        assertThat(summary)
                .isEqualTo(new Summary(
                        3,
                        List.of(
                                new Column("name", 3, null),
                                new Column("size", 3, new Numbers(-2.5, 4.5, 1)),
                                new Column("note", 2, null))));
    }

    @Test
    void takesATableWithoutRows() throws IOException, NodeFailedException {
        assertThat(CsvSummarizer.summarize(new StringReader("a,b")))
                .isEqualTo(new Summary(0, List.of(new Column("a", 0, null), new Column("b", 0, null))));
    }

    @Test
    void takesOnlyFiniteNumbersForNumbers() throws IOException, NodeFailedException {
        assertThat(CsvSummarizer.summarize(new StringReader("a\n1\nNaN\n")).columns())
                .containsExactly(new Column("a", 2, null));
    }

    @Test
    void refusesWhatIsNoTable() {
        refused("", "The table has no row with the names of its columns");
        refused("a,b\n1,2\n3\n", "Row 2 must have 2 columns, as the first one, but has 1");
        refused(",".repeat(1_000), "A table must have at most 1000 columns, but has 1001");
    }

    private static void refused(String csv, String why) {
        assertThatExceptionOfType(NodeFailedException.class)
                .isThrownBy(() -> CsvSummarizer.summarize(new StringReader(csv)))
                .withMessage(why);
    }
}
