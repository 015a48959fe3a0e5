package dev.tidings.studio.workflows;

import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.studio.watching.Watches;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.JsonNode;

/** The workflows that other programs wrote to disk. */
@RestController
@RequestMapping("/api/workflow-files")
final class WorkflowFileController {

    private final WorkflowFiles files;
    private final Watches watches;

    WorkflowFileController(WorkflowFiles files, Watches watches) {
        this.files = files;
        this.watches = watches;
    }

    @GetMapping
    ResponseEntity<Written<Page<JsonNode>>> list(ServletWebRequest request) {
        return watches.answer(request, files);
    }

    /** Returns what a file holds as it is now, in the form in which a workflow is created. */
    @GetMapping("/{id}")
    WorkflowFile get(@PathVariable String id) {
        return files.get(id);
    }
}
