"""The intranet of the Centre. `create_app` in `copapp.application` wires it."""
