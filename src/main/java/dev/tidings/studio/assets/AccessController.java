package dev.tidings.studio.assets;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/assets/{id}/access")
final class AccessController {

    private final AccessService service;

    AccessController(AccessService service) {
        this.service = service;
    }

    /** Who has access to a folder, and as what. */
    record Access(
            @NotNull String user,

            @NotNull @Pattern(regexp = "viewer|editor", message = "must be 'viewer' or 'editor'")
            String role) {

        static Access of(Grant grant) {
            return new Access(grant.grantee(), grant.role().word());
        }
    }

    /** All that have access to a folder, in the order of names. */
    record AccessList(List<Access> items) {}

    @GetMapping
    AccessList list(Principal caller, @PathVariable String id) {
        return new AccessList(service.readGrants(caller.getName(), id).stream()
                .map(Access::of)
                .toList());
    }

    @PutMapping
    Access give(Principal caller, @PathVariable String id, @Valid @RequestBody Access wanted) {
        return Access.of(service.give(caller.getName(), new Grant(id, wanted.user(), Role.of(wanted.role()))));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> takeBack(Principal caller, @PathVariable String id, @RequestParam String user) {
        service.takeBack(caller.getName(), id, user);
        return ResponseEntity.noContent().build();
    }
}
