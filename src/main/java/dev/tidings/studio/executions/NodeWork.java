package dev.tidings.studio.executions;

import dev.tidings.http.OutboundRequests;
import dev.tidings.http.RefusedRequestException;
import dev.tidings.studio.executions.CsvSummarizer.Summary;
import dev.tidings.studio.executions.NodeRun.Output;
import dev.tidings.studio.workflows.Node;
import dev.tidings.studio.workflows.Node.Checksum;
import dev.tidings.studio.workflows.Node.CsvSummary;
import dev.tidings.studio.workflows.Node.Delay;
import dev.tidings.studio.workflows.Node.HttpGet;
import dev.tidings.studio.workflows.Node.ImageThumbnail;
import dev.tidings.studio.workflows.Node.TextTransform;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Does what a node is to do: reads its input, and writes its output to a file. */
final class NodeWork {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int PREVIEW_BYTES = 4_000;
    private static final int PREVIEW_CHARACTERS = 500;
    private static final int MAX_TYPE_LENGTH = 255;
    private static final long STEP_MILLIS = 100;
    private static final Set<Integer> LINE_CONTROLS = Set.of((int) '\n', (int) '\r', (int) '\t');
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final OutboundRequests requests;
    private final ExecutionProperties properties;
    private final JsonMapper json;

    NodeWork(OutboundRequests requests, ExecutionProperties properties, JsonMapper json) {
        this.requests = requests;
        this.properties = properties;
        this.json = json;
    }

    /**
     * Runs a node on the current thread.
     *
     * @param inputs what it reads, in order; none of a node that has none
     * @param target file to write the output to
     * @throws NodeFailedException if it cannot do what it is to do
     * @throws NodeStoppedException if it was told to stop
     * @throws InterruptedException if the instance ends
     */
    Output run(Node node, List<Content> inputs, Path target, Metering metering)
            throws IOException, NodeFailedException, InterruptedException {
        String type = switch (node) {
            case HttpGet get -> download(get, target, metering);
            case Checksum _ -> write(target, TEXT, digest(inputs.getFirst(), metering));
            case TextTransform transform ->
                write(target, TEXT, Texts.transform(text(inputs, metering), transform.transformation()));
            case CsvSummary _ ->
                write(
                        target,
                        MediaType.APPLICATION_JSON_VALUE,
                        json.writeValueAsString(summarize(inputs.getFirst(), metering)));
            case ImageThumbnail thumbnail -> {
                try (InputStream content = open(inputs.getFirst(), metering)) {
                    Thumbnails.write(content, thumbnail.size(), target);
                }
                yield MediaType.IMAGE_PNG_VALUE;
            }
            case Delay delay -> pass(delay, inputs, target, metering);
        };
        return new Output(type, Files.size(target), preview(type, target));
    }

    private String download(HttpGet get, Path target, Metering metering) throws IOException, NodeFailedException {
        try {
            HttpURLConnection connection = requests.get(new URI(get.url()), Map.of());
            try {
                OutboundRequests.requireContent(connection.getResponseCode());
                long length = connection.getContentLengthLong();
                requireSize(length);
                try (InputStream content = metering.meter(connection.getInputStream(), length < 0 ? null : length)) {
                    requireWhole(copy(content, target), length);
                }
                return type(connection.getContentType());
            } finally {
                connection.disconnect();
            }
        } catch (URISyntaxException _) {
            throw new NodeFailedException("The url of the node is no address");
        } catch (RefusedRequestException ex) {
            throw new NodeFailedException(ex.reason());
        } catch (IOException ex) {
            metering.stop().check();
            throw new NodeFailedException("The download failed: " + ex.getMessage());
        }
    }

    private long copy(InputStream content, Path target) throws IOException, NodeFailedException {
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                requireSize(bytes);
                out.write(buffer, 0, read);
            }
        }
        return bytes;
    }

    /** A connection that ends early looks like one that ends. */
    private static void requireWhole(long bytes, long length) throws EOFException {
        if (bytes < length) {
            throw new EOFException("The connection ended early");
        }
    }

    private void requireSize(long bytes) throws NodeFailedException {
        if (bytes > properties.maxOutputSize().toBytes()) {
            throw new NodeFailedException("An output must have at most %s ('tidings.executions.max-output-size')"
                    .formatted(properties.maxOutputSize()));
        }
    }

    private static String digest(Content input, Metering metering) throws IOException, NodeFailedException {
        try (InputStream content = new BufferedInputStream(open(input, metering), BUFFER_BYTES)) {
            return DigestUtils.sha256Hex(content);
        }
    }

    private String text(List<Content> inputs, Metering metering) throws IOException, NodeFailedException {
        var text = new StringBuilder();
        requireTextSize(inputs.stream().mapToLong(Content::size).sum());
        for (Content input : inputs) {
            try (InputStream content = open(input, metering)) {
                text.append(decode(content.readAllBytes()));
            }
        }
        return text.toString();
    }

    private void requireTextSize(long bytes) throws NodeFailedException {
        if (bytes > properties.maxTextSize().toBytes()) {
            throw new NodeFailedException("A text must have at most %s ('tidings.executions.max-text-size')"
                    .formatted(properties.maxTextSize()));
        }
    }

    private static String decode(byte[] bytes) throws NodeFailedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new NodeFailedException("The input is no text in UTF-8");
        }
    }

    private Summary summarize(Content input, Metering metering) throws IOException, NodeFailedException {
        // One that is not closed in time makes all the rest a single value.
        requireTextSize(input.size());
        var strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var csv = new InputStreamReader(open(input, metering), strict)) {
            return CsvSummarizer.summarize(csv);
        } catch (NodeStoppedException ex) {
            throw ex;
        } catch (CharacterCodingException _) {
            throw new NodeFailedException("The input is no text in UTF-8");
        } catch (IOException ex) {
            throw new NodeFailedException("The input is no CSV: " + ex.getMessage());
        }
    }

    private static String pass(Delay delay, List<Content> inputs, Path target, Metering metering)
            throws IOException, NodeFailedException, InterruptedException {
        long total = delay.milliseconds();
        long begin = System.nanoTime();
        for (long done = 0; done < total; done = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)) {
            metering.stop().sleep(Duration.ofMillis(Math.min(total - done, STEP_MILLIS)));
            metering.progressed(done, total);
        }
        if (inputs.isEmpty()) {
            return write(target, TEXT, "");
        }
        Content input = inputs.getFirst();
        try (InputStream content = open(input, metering)) {
            Files.copy(content, target);
        }
        return input.type();
    }

    private static InputStream open(Content input, Metering metering) throws IOException, NodeFailedException {
        try {
            return metering.meter(input.open(), input.size());
        } catch (NoSuchFileException _) {
            throw new NodeFailedException("The input was deleted");
        }
    }

    private static String write(Path target, String type, String text) throws IOException {
        Files.writeString(target, text);
        return type;
    }

    /** Returns the type that another host gave, if it is one. */
    private static String type(@Nullable String given) {
        try {
            MediaType type = MediaType.parseMediaType(given == null ? "" : given);
            boolean canBeSent = type.isConcrete() && type.toString().length() <= MAX_TYPE_LENGTH;
            return canBeSent ? type.toString() : MediaType.APPLICATION_OCTET_STREAM_VALUE;
        } catch (InvalidMediaTypeException _) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
    }

    /** Returns how a text begins, without what no database keeps. */
    private static @Nullable String preview(String type, Path file) throws IOException {
        MediaType media = MediaType.parseMediaType(type);
        boolean isText = media.getType().equals("text") || media.isCompatibleWith(MediaType.APPLICATION_JSON);
        if (!isText) {
            return null;
        }
        try (InputStream content = Files.newInputStream(file)) {
            String begin = new String(content.readNBytes(PREVIEW_BYTES), StandardCharsets.UTF_8);
            return begin.codePoints()
                    .limit(PREVIEW_CHARACTERS)
                    .map(c -> Character.isISOControl(c) && !LINE_CONTROLS.contains(c) ? '\ufffd' : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }
}
