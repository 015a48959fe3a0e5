package dev.tidings.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list in the order of time.
 *
 * @param next token of the next page, if there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Returns a page of what was read.
     *
     * @param read the things on the page and one more if there is one
     * @param limit most things on a page
     * @param place tells where a thing stands
     * @param item makes of a thing what clients see
     */
    public static <E, T> Page<T> of(List<E> read, int limit, Function<E, Place> place, Function<E, T> item) {
        List<E> shown = read.subList(0, Math.min(limit, read.size()));
        String next = read.size() > limit ? place.apply(shown.getLast()).token() : null;
        return new Page<>(shown.stream().map(item).toList(), next);
    }
}
