"""How many people a volume of contacts needs: closed forms, and the demand that they are asked of."""
