package dev.tidings.studio.workflows;

import dev.tidings.destination.Topic;
import dev.tidings.http.NameRules;
import dev.tidings.http.Problems;
import dev.tidings.studio.watching.WatchedSource;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The files with workflows in a folder that other programs write to; none if there is no such folder. */
@Component
final class WorkflowFiles implements WatchedSource {

    static final String TYPE = "workflow_file";
    static final Topic TOPIC = new Topic("workflow-files", "all");

    private static final String SUFFIX = ".json";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_FILES = 1_000;
    private static final long MAX_BYTES = 1024 * 1024;

    private final @Nullable Path folder;
    private final JsonMapper json;
    private final Validator validator;

    WorkflowFiles(WorkflowProperties properties, JsonMapper json, Validator validator) {
        this.folder = properties.files();
        this.json = json;
        this.validator = validator;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Topic topic() {
        return TOPIC;
    }

    @Override
    public Map<String, WorkflowFileItem> read() {
        var items = new TreeMap<String, WorkflowFileItem>();
        for (String id : ids()) {
            readBytes(id).ifPresent(bytes -> items.put(id, item(bytes)));
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
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
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
        if (folder == null) {
            return Optional.empty();
        }
        try (var content = Files.newInputStream(folder.resolve(id + SUFFIX))) {
            return Optional.of(content.readNBytes((int) MAX_BYTES + 1));
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
            return new WorkflowFileItem(null, null, ex.reason(), sha256);
        }
    }

    private WorkflowFile parse(byte[] bytes) throws BadFileException {
        if (bytes.length > MAX_BYTES) {
            throw new BadFileException("it must have at most %d bytes".formatted(MAX_BYTES));
        }
        try {
            WorkflowFile file = json.readValue(bytes, WorkflowFile.class);
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
        Optional<ConstraintViolation<WorkflowFile>> first =
                validator.validate(file).stream().findFirst();
        if (first.isPresent()) {
            throw new BadFileException("'%s' %s"
                    .formatted(first.get().getPropertyPath(), first.get().getMessage()));
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
