package dev.tidings.studio.workflows;

import dev.tidings.destination.Topic;
import dev.tidings.http.FieldNames;
import dev.tidings.http.NameRules;
import dev.tidings.http.Problems;
import dev.tidings.studio.watching.WatchedSource;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The files with workflows in a folder that other programs write to. */
@Component
final class WorkflowFiles implements WatchedSource {

    static final String TYPE = "workflow_file";
    static final Topic TOPIC = new Topic("workflow-files", "all");

    private static final Logger log = LoggerFactory.getLogger(WorkflowFiles.class);
    private static final String SUFFIX = ".json";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_FILES = 1_000;
    private static final int MAX_BYTES = 1024 * 1024;

    private final @Nullable Path folder;
    private final JsonMapper json;
    private final Validator validator;

    WorkflowFiles(WorkflowProperties properties, JsonMapper json, ValidatorFactory validation) {
        this.folder = properties.files();
        this.json = json;
        // In one language: what is wrong with a file is told to all, whoever asked first.
        this.validator = validation
                .usingContext()
                .messageInterpolator(new ParameterMessageInterpolator(Set.of(), Locale.ROOT, false))
                .getValidator();
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Topic topic() {
        return TOPIC;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the folder cannot be read, which does not mean that its files are gone
     */
    @Override
    public Map<String, WorkflowFileItem> read() {
        var items = new TreeMap<String, WorkflowFileItem>();
        for (String id : ids()) {
            try {
                readBytes(id).ifPresent(bytes -> items.put(id, item(bytes)));
            } catch (UncheckedIOException ex) {
                log.debug("Could not read a workflow file id={}", id, ex);
                items.put(id, WorkflowFileItem.bad("it cannot be read", null));
            }
        }
        return items;
    }

    /**
     * Returns the workflow of a file.
     *
     * @throws ErrorResponseException with status 404 if there is no such file, or 409 if there is something wrong with it
     */
    WorkflowFile get(String id) {
        byte[] bytes = Optional.of(id)
                .filter(ID.asMatchPredicate())
                .flatMap(this::readBytes)
                .orElseThrow(() -> Problems.notFound(TYPE, id));
        try {
            return parse(bytes);
        } catch (BadFileException ex) {
            throw Problems.conflict("Workflow file '%s' cannot be used: %s".formatted(id, ex.reason()));
        }
    }

    private List<String> ids() {
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(ID.asMatchPredicate())
                    .sorted()
                    .limit(MAX_FILES)
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Reads a file, no further than one byte more than it may have; nothing if it is gone. */
    private Optional<byte[]> readBytes(String id) {
        if (folder == null || !Files.isRegularFile(folder.resolve(id + SUFFIX))) {
            return Optional.empty();
        }
        try (var content = Files.newInputStream(folder.resolve(id + SUFFIX))) {
            return Optional.of(content.readNBytes(MAX_BYTES + 1));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private WorkflowFileItem item(byte[] bytes) {
        String sha256 = DigestUtils.sha256Hex(bytes);
        try {
            WorkflowFile file = parse(bytes);
            return new WorkflowFileItem(file.name(), file.graph().nodes().size(), null, sha256);
        } catch (BadFileException ex) {
            return WorkflowFileItem.bad(ex.reason(), sha256);
        }
    }

    private WorkflowFile parse(byte[] bytes) throws BadFileException {
        if (bytes.length > MAX_BYTES) {
            throw new BadFileException("it must have at most %d bytes".formatted(MAX_BYTES));
        }
        try {
            WorkflowFile file = json.readValue(bytes, WorkflowFile.class);
            if (file == null) {
                throw new BadFileException("it must be JSON with a name and a graph");
            }
            requireValid(file);
            NameRules.check("name", file.name(), WorkflowService.MAX_NAME_CHARACTERS);
            GraphRules.check(file.graph());
            return file;
        } catch (JacksonException ex) {
            throw new BadFileException("it must be JSON with a name and a graph: line %d, column %d"
                    .formatted(ex.getLocation().getLineNr(), ex.getLocation().getColumnNr()));
        } catch (ErrorResponseException ex) {
            throw new BadFileException(String.valueOf(ex.getBody().getDetail()));
        }
    }

    private void requireValid(WorkflowFile file) throws BadFileException {
        // Always the same one of several: otherwise the file would seem to change with each look.
        Optional<String> first = validator.validate(file).stream()
                .map(violation -> "'%s' %s"
                        .formatted(
                                FieldNames.onTheWire(violation.getPropertyPath().toString()), violation.getMessage()))
                .min(Comparator.naturalOrder());
        if (first.isPresent()) {
            throw new BadFileException(first.get());
        }
    }

    /** There is something wrong with a file. */
    private static final class BadFileException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        BadFileException(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
