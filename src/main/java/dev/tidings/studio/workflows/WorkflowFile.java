package dev.tidings.studio.workflows;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** What a file with a workflow holds. */
record WorkflowFile(@NotNull String name, @NotNull @Valid Graph graph) {}
