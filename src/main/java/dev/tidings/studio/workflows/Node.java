package dev.tidings.studio.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * One step of a workflow. Where it takes an input, that is the output of the nodes that edges come from, or the file of
 * an asset.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Node.HttpGet.class, name = "http_get"),
    @JsonSubTypes.Type(value = Node.Checksum.class, name = "checksum"),
    @JsonSubTypes.Type(value = Node.TextTransform.class, name = "text_transform"),
    @JsonSubTypes.Type(value = Node.CsvSummary.class, name = "csv_summary"),
    @JsonSubTypes.Type(value = Node.ImageThumbnail.class, name = "image_thumbnail"),
    @JsonSubTypes.Type(value = Node.Delay.class, name = "delay")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Node {

    /** Form of the ids of nodes and edges. */
    String ID = "[A-Za-z0-9_-]{1,64}";

    String ID_RULE = "must be 1 to 64 of [A-Za-z0-9_-]";
    String NAME_RULE = "must have 1 to 100 characters";
    int MAX_NAME_CHARACTERS = 100;
    int UUID_LENGTH = 36;

    String id();

    String name();

    /** Returns the id of the file that the node reads, {@code null} if it reads none. */
    default @Nullable String assetId() {
        return null;
    }

    /** Returns whether there can be a node with this id. */
    static boolean isId(String id) {
        return id.matches(ID);
    }

    /**
     * Says from how many nodes a node takes its input.
     *
     * @param least fewest edges to it
     * @param most most edges to it
     */
    record Inputs(int least, int most) {

        static final Inputs NONE = new Inputs(0, 0);
        static final Inputs ONE_OR_NONE = new Inputs(0, 1);
        static final Inputs ONE = new Inputs(1, 1);
        static final Inputs ONE_OR_MORE = new Inputs(1, Graph.MAX_NODES);
    }

    Inputs inputs();

    /**
     * Downloads from a host that the settings allow; the output is what came.
     *
     * @param url an http or https address
     */
    record HttpGet(
            @NotNull @Pattern(regexp = ID, message = ID_RULE)
            String id,

            @NotNull @Size(min = 1, max = MAX_NAME_CHARACTERS, message = NAME_RULE)
            String name,

            @NotNull @Size(min = 1, max = 2_000, message = "must have 1 to 2000 characters")
            String url)
            implements Node {

        @Override
        public Inputs inputs() {
            return Inputs.NONE;
        }
    }

    /** Computes the SHA-256; the output is its hexadecimal digits. */
    record Checksum(
            @NotNull @Pattern(regexp = ID, message = ID_RULE)
            String id,

            @NotNull @Size(min = 1, max = MAX_NAME_CHARACTERS, message = NAME_RULE)
            String name,

            @Size(max = UUID_LENGTH, message = "must be the id of a file") @Nullable
            String assetId)
            implements Node {

        @Override
        public Inputs inputs() {
            return assetId == null ? Inputs.ONE : Inputs.NONE;
        }
    }

    /** Transforms a text in UTF-8; several inputs follow each other in the order of the edges. */
    record TextTransform(
            @NotNull @Pattern(regexp = ID, message = ID_RULE)
            String id,

            @NotNull @Size(min = 1, max = MAX_NAME_CHARACTERS, message = NAME_RULE)
            String name,

            @Size(max = UUID_LENGTH, message = "must be the id of a file") @Nullable
            String assetId,

            @NotNull Transformation transformation)
            implements Node {

        @Override
        public Inputs inputs() {
            return assetId == null ? Inputs.ONE_OR_MORE : Inputs.NONE;
        }
    }

    /** What can be done to a text. */
    @EnumNaming(EnumNamingStrategies.SnakeCaseStrategy.class)
    enum Transformation {
        UPPER_CASE,
        LOWER_CASE,
        TRIM_LINES,
        SORT_LINES,
        UNIQUE_LINES,
        REVERSE_LINES
    }

    /** Summarizes a table in CSV (RFC 4180) whose first row has the names; the output is JSON. */
    record CsvSummary(
            @NotNull @Pattern(regexp = ID, message = ID_RULE)
            String id,

            @NotNull @Size(min = 1, max = MAX_NAME_CHARACTERS, message = NAME_RULE)
            String name,

            @Size(max = UUID_LENGTH, message = "must be the id of a file") @Nullable
            String assetId)
            implements Node {

        @Override
        public Inputs inputs() {
            return assetId == null ? Inputs.ONE : Inputs.NONE;
        }
    }

    /**
     * Scales an image down; the output is a PNG.
     *
     * @param size longest side in pixels
     */
    record ImageThumbnail(
            @NotNull @Pattern(regexp = ID, message = ID_RULE)
            String id,

            @NotNull @Size(min = 1, max = MAX_NAME_CHARACTERS, message = NAME_RULE)
            String name,

            @Size(max = UUID_LENGTH, message = "must be the id of a file") @Nullable
            String assetId,

            @Min(1) @Max(1_024) int size)
            implements Node {

        @Override
        public Inputs inputs() {
            return assetId == null ? Inputs.ONE : Inputs.NONE;
        }
    }

    /**
     * Waits; the output is the input, if there is one.
     *
     * @param milliseconds how long
     */
    record Delay(
            @NotNull @Pattern(regexp = ID, message = ID_RULE)
            String id,

            @NotNull @Size(min = 1, max = MAX_NAME_CHARACTERS, message = NAME_RULE)
            String name,

            @Min(0) @Max(3_600_000) int milliseconds)
            implements Node {

        @Override
        public Inputs inputs() {
            return Inputs.ONE_OR_NONE;
        }
    }
}
