module github.com/reeflective/readline

go 1.26.0
