# Completion for bash. Commands, options and scenarios are asked of closespec itself, so that they
# are those of the program and the suite that are there.

# The words that "closespec ARGUMENTS... --help" tells of, an option's long name or a command.
_closespec_words() {
  "$@" --help 2>/dev/null | sed -nE -e '/^(Examples?|Formats):/q' -e 's/^  (-[a-z],)?(--[a-z-]+|[a-z]+)( .*|$)/\2/p'
}

# CHAPTER/ as long as no chapter is written out, then CHAPTER/NAME.
_closespec_selectors() {
  local names
  names=$("$@" list 2>/dev/null | cut -d ' ' -f 1)
  if [[ $cur == */* ]]; then
    echo "$names"
  else
    cut -d / -f 1 <<<"$names" | sort -u | sed 's,$,/,'
  fi
}

_closespec() {
  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} word i command=
  local -a program=("$1")
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == --suites ]]; then
      program+=("$word" "${COMP_WORDS[++i]}")
    elif [[ $word != -* ]]; then
      command=$word
      break
    fi
  done
  case $before in
    --target | --peer-target)
      mapfile -t COMPREPLY < <(compgen -W "$("${program[@]}" targets | sed -n 's/^\([^ ]*\): .*/\1/p')" -- "$cur"
        compgen -f -X '!*.json' -- "$cur")
      return ;;
    --profile)
      mapfile -t COMPREPLY < <(compgen -W 'core full' -- "$cur")
      return ;;
    --socket)
      mapfile -t COMPREPLY < <(compgen -W 'tcp mapped mptcp' -- "$cur")
      return ;;
    --format)
      mapfile -t COMPREPLY < <(compgen -W "$("${program[@]}" "$command" --help 2>/dev/null |
        sed -n '/^Formats:/,$s/^  \([a-z]*\) .*/\1/p')" -- "$cur")
      return ;;
    --output | --durations | --suites | --run | --kernel | --catches | --database)
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      compopt -o filenames 2>/dev/null
      return ;;
  esac
  if [[ -z $command || $cur == -* ]]; then
    [[ -z $command ]] || program+=("$command")
    mapfile -t COMPREPLY < <(compgen -W "$(_closespec_words "${program[@]}")" -- "$cur")
    return
  fi
  case $command in
    run | list | show | prove | bisect)
      mapfile -t COMPREPLY < <(compgen -W "$(_closespec_selectors "${program[@]}")" -- "$cur")
      [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != */ ]] || compopt -o nospace 2>/dev/null ;;
    *)
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      compopt -o filenames 2>/dev/null ;;
  esac
}

complete -F _closespec closespec
