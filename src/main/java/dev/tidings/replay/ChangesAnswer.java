package dev.tidings.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /api/changes}.
 *
 * @param streams one for each that was asked for, in that order
 */
record ChangesAnswer(List<Stream> streams) {

    boolean isEmpty() {
        return streams.stream().allMatch(Stream::isEmpty);
    }

    /**
     * What is new in a stream.
     *
     * @param destination as the client wrote it
     * @param position what the client has reached once it has applied the changes, or loaded its list
     * @param changes in order, without gaps
     * @param more whether to ask again at once
     * @param reset why the client has to load its list again
     * @param error why the client gets nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stream(
            String destination,
            @Nullable String position,
            List<Entry> changes,
            @Nullable Boolean more,
            @Nullable String reset,
            @Nullable String error) {

        static Stream refused(String destination, String error) {
            return new Stream(destination, null, List.of(), null, null, error);
        }

        boolean isEmpty() {
            return changes.isEmpty() && reset == null && error == null;
        }
    }

    /**
     * An entry of a stream.
     *
     * @param sequence its number
     * @param change the body that subscribers get
     */
    record Entry(long sequence, @JsonRawValue String change) {}
}
