package dev.tidings.security;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Rules for HTTP. The endpoint {@code /ws} is open here, because STOMP's CONNECT carries the token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

    private static final List<String> EXPOSED_HEADERS = List.of(
            "Change-Position",
            "ETag",
            "Location",
            "Retry-After",
            "Content-Disposition",
            "Accept-Ranges",
            "Content-Range");

    /** Handshakes come by the thousand. The firewall sees them; the rest they have no use for. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain handshakeFilterChain() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/ws"));
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            JwtAuthenticationConverter authentications,
            SecurityProblems problems,
            SecurityProperties properties,
            MeterRegistry metrics) {
        var limit = new UserRequestLimit(properties, TimeMeter.SYSTEM_NANOTIME, problems, metrics);
        return http.addFilterBefore(limit, AuthorizationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .cors(cors -> {})
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.POST, "/api/auth/token")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/changes")
                        .hasRole("publisher")
                        .requestMatchers("/api/v1/ws/rooms", "/api/admin/**")
                        .hasRole("admin")
                        .requestMatchers("/api/**")
                        .authenticated()
                        .requestMatchers("/actuator/health/**", "/actuator/health")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole("admin")
                        .anyRequest()
                        .permitAll())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(authentications))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'self'; img-src 'self' blob: data:; worker-src 'self' blob:;"
                                        + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> {}))
                .build();
    }

    /** Requests are observed as a whole, by Spring MVC; observing each filter costs more than the filters. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    JwtAuthenticationConverter jwtAuthenticationConverter() {
        var roles = new JwtGrantedAuthoritiesConverter();
        roles.setAuthoritiesClaimName("roles");
        roles.setAuthorityPrefix("ROLE_");
        var converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(roles);
        return converter;
    }

    @Bean
    ClockSkew clockSkew(SecurityProperties properties) {
        return new ClockSkew(properties.clockSkew());
    }

    /** Takes part in the checks of the demo identity, and by Spring Boot in those of an issuer. */
    @Bean
    JwtTimestampValidator jwtTimestampValidator(ClockSkew clockSkew, Clock clock) {
        var validator = new JwtTimestampValidator(clockSkew.forgiven());
        validator.setClock(clock);
        return validator;
    }

    @Bean
    AllowedOrigins allowedOrigins(SecurityProperties properties) {
        return new AllowedOrigins(properties.allowedOrigins());
    }

    @Bean
    CorsConfigurationSource corsConfigurationSource(AllowedOrigins allowed) {
        var configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(allowed.origins());
        configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
        configuration.setAllowedHeaders(List.of("*"));
        configuration.setExposedHeaders(EXPOSED_HEADERS);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/**", configuration);
        return source;
    }
}
