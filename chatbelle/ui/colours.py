"""The colours, by the roles that Material gives them: light and dark, each with a version of high contrast.

Contrast is computed in the tests: text at least 7:1 on every surface it stands on, secondary text and signs 4.5:1;
with high contrast all of them 7:1.
"""

import flet as ft

SEED = "#C8546C"  # lotus-root pink; `primary` is a shade of it on which white can be read

LIGHT = ft.ColorScheme(
    primary="#C04B64", on_primary="#FFFFFF", primary_container="#F7E8EB", on_primary_container="#1B1A1C",
    secondary="#2F6690", on_secondary="#FFFFFF", secondary_container="#ECE6E4", on_secondary_container="#6F4A9E",
    tertiary="#3B7150", error="#A6402C", error_container="#FAECE4", on_error_container="#1B1A1C",
    surface="#FBF9F8", on_surface="#1B1A1C", on_surface_variant="#686266",
    surface_container_lowest="#FFFFFF", surface_container_low="#F5F2F0", surface_container="#F4F1EF",
    surface_container_high="#EAE5E3", surface_container_highest="#E3DDDB",
    outline="#CFC8C5", outline_variant="#E6E0DD", inverse_primary="#A93A54", scrim="#000000", surface_tint="#FBF9F8",
)  # fmt: skip
DARK = ft.ColorScheme(
    primary="#DB6E85", on_primary="#1B0B0F", primary_container="#38252A", on_primary_container="#E9E6E4",
    secondary="#8DB6DC", on_secondary="#10202E", secondary_container="#2E2A2E", on_secondary_container="#C3A4EA",
    tertiary="#93C7A1", error="#F0A38F", error_container="#3A2620", on_error_container="#E9E6E4",
    surface="#151416", on_surface="#E9E6E4", on_surface_variant="#A59EA2",
    surface_container_lowest="#0F0E10", surface_container_low="#1A191B", surface_container="#1F1D20",
    surface_container_high="#2B282C", surface_container_highest="#343136",
    outline="#4B464B", outline_variant="#2E2B2F", inverse_primary="#F08FA4", scrim="#000000", surface_tint="#151416",
)  # fmt: skip
LIGHT_CONTRAST = ft.ColorScheme(
    primary="#7E1630", on_primary="#FFFFFF", primary_container="#FFFFFF", on_primary_container="#000000",
    secondary="#0B3A5E", on_secondary="#FFFFFF", secondary_container="#EDEDED", on_secondary_container="#4A1F80",
    tertiary="#11452A", error="#7A1B0A", error_container="#FFFFFF", on_error_container="#000000",
    surface="#FFFFFF", on_surface="#000000", on_surface_variant="#333333",
    surface_container_lowest="#FFFFFF", surface_container_low="#FFFFFF", surface_container="#FFFFFF",
    surface_container_high="#EDEDED", surface_container_highest="#EDEDED",
    outline="#000000", outline_variant="#595959", inverse_primary="#7E1630", scrim="#000000", surface_tint="#FFFFFF",
)  # fmt: skip
DARK_CONTRAST = ft.ColorScheme(
    primary="#FFA8BA", on_primary="#000000", primary_container="#000000", on_primary_container="#FFFFFF",
    secondary="#A9D4FF", on_secondary="#000000", secondary_container="#262626", on_secondary_container="#DCC4FF",
    tertiary="#A8E6BB", error="#FFB8A8", error_container="#000000", on_error_container="#FFFFFF",
    surface="#000000", on_surface="#FFFFFF", on_surface_variant="#D6D6D6",
    surface_container_lowest="#000000", surface_container_low="#000000", surface_container="#000000",
    surface_container_high="#262626", surface_container_highest="#262626",
    outline="#FFFFFF", outline_variant="#A3A3A3", inverse_primary="#FFA8BA", scrim="#000000", surface_tint="#000000",
)  # fmt: skip
