package dev.tidings;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The modules keep to what their contracts allow. */
class ArchitectureTests {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.tidings");

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(TidingsApplication.class).verify();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.tidings.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void coreKnowsNothingOfTheStudio() {
        var offenders = CLASSES.stream()
                .filter(type -> !type.getPackageName().startsWith("dev.tidings.studio"))
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("dev.tidings.studio")));

        assertThat(offenders).isEmpty();
    }
}
