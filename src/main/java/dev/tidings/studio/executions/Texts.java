package dev.tidings.studio.executions;

import dev.tidings.studio.workflows.Node.Transformation;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is done to texts. */
final class Texts {

    private Texts() {}

    /** Transforms a text. Lines end with a line feed afterwards, whatever they ended with before. */
    static String transform(String text, Transformation transformation) {
        return switch (transformation) {
            case UPPER_CASE -> text.toUpperCase(Locale.ROOT);
            case LOWER_CASE -> text.toLowerCase(Locale.ROOT);
            case TRIM_LINES -> joined(text.lines().map(String::strip));
            case SORT_LINES -> joined(text.lines().sorted());
            case UNIQUE_LINES -> joined(text.lines().distinct());
            case REVERSE_LINES -> joined(text.lines().toList().reversed().stream());
        };
    }

    private static String joined(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }
}
