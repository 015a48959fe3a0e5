package dev.tidings.studio.providers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of providers.
 *
 * @param providers by id
 */
@Validated
@ConfigurationProperties("tidings")
record ProviderProperties(@DefaultValue @Valid Map<String, Provider> providers) {

    /**
     * One provider.
     *
     * @param title what people call it
     * @param secret name of the secret that holds its key
     */
    record Provider(
            @NotBlank String title,

            @NotBlank @Pattern(regexp = "[A-Z][A-Z0-9_]{0,63}")
            String secret) {}
}
