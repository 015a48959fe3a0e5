package dev.tidings.studio.users;

import dev.tidings.studio.assets.HomeFolders;
import java.util.List;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. The first time, they get a home folder. */
@RestController
final class MeController {

    private static final String ROLE_PREFIX = "ROLE_";

    private final HomeFolders homes;

    MeController(HomeFolders homes) {
        this.homes = homes;
    }

    /** The caller. */
    record Me(String id, String name, List<String> roles, String homeFolderId) {}

    @GetMapping("/api/me")
    ResponseEntity<Me> me(Authentication caller) {
        String name = caller.getName();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Me(name, name, rolesOf(caller), homes.idOf(name)));
    }

    private static List<String> rolesOf(Authentication caller) {
        return caller.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Objects::nonNull)
                .filter(authority -> authority.startsWith(ROLE_PREFIX))
                .map(authority -> authority.substring(ROLE_PREFIX.length()))
                .sorted()
                .toList();
    }
}
